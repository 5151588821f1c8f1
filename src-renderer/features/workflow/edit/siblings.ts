import type { Workflow } from '#shared/features/workflow/model.ts';

/** Another workflow of the same project, to begin with its steps. */
export interface Sibling {
  /** `staging`, or `the builds`. */
  readonly label: string;
  readonly workflow: Workflow;
}

/**
 * The other workflows of a project, the likeliest to be taken over first: of the environment before this one, where
 * versions come from, then of those further away. `environments` stand in their order; builds are nobody's neighbour.
 */
export function siblingsOf(
  workflows: readonly Workflow[],
  environments: readonly { readonly id: number; readonly name: string }[],
  environmentId: number | null,
): Sibling[] {
  const placeOf = (id: number | null) => environments.findIndex((one) => one.id === id);
  const own = placeOf(environmentId);
  const distance = ({ environmentId: id }: Workflow) => {
    const away = own - placeOf(id);
    if (id === null) return Number.POSITIVE_INFINITY;
    return away > 0 ? away * 2 : -away * 2 + 1;
  };
  return workflows
    .filter((workflow) => workflow.environmentId !== environmentId)
    .toSorted((a, b) => (distance(a) === distance(b) ? 0 : distance(a) - distance(b)))
    .map((workflow) => ({
      label: environments[placeOf(workflow.environmentId)]?.name ?? 'the builds',
      workflow,
    }));
}

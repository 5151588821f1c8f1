import type { BoardEnvironment } from '#shared/features/release/contract.ts';

/** So many environments stand on the board before it is asked for all of them: three rows of cards. */
const FIRST = 12;

type Placed = Pick<BoardEnvironment, 'environmentId' | 'hold'> & {
  readonly latest: Pick<NonNullable<BoardEnvironment['latest']>, 'status'> | null;
};

/**
 * The environments that stand on the board at first, in their order: all when they are few, else as many of the first as
 * there is room for. One whose newest deployment is anything but a success, one that is held and the one in the drawer
 * always stand there, so that no limit hides what went wrong.
 */
export function firstCards<Environment extends Placed>(
  environments: readonly Environment[],
  inDrawer: number | null,
): readonly Environment[] {
  if (environments.length <= FIRST) return environments;
  const mustStand = ({ environmentId, hold, latest }: Environment) =>
    environmentId === inDrawer || hold !== null || (latest !== null && latest.status !== 'succeeded');
  const calm = environments.filter((environment) => !mustStand(environment));
  const room = Math.max(0, FIRST - (environments.length - calm.length));
  const standing = new Set(calm.slice(0, room));
  return environments.filter((environment) => standing.has(environment) || mustStand(environment));
}

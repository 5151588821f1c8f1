interface Named {
  readonly id: number;
  readonly name: string;
}

/**
 * The places, a project in an environment, that a text of two words or more names: each word stands in one of the two
 * names, and neither name goes without a word. A single word names no place, or every environment would list them all.
 */
export function placesNamed<Project extends Named, Environment extends Named>(
  text: string,
  projects: readonly Project[],
  environments: readonly Environment[],
  limit: number,
  isLinked: (projectId: number, environmentId: number) => boolean,
): { readonly project: Project; readonly environment: Environment }[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length < 2) return [];
  const heldBy = (named: Named) => {
    const name = named.name.toLowerCase();
    return words.map((word) => name.includes(word));
  };
  const withWords = <T extends Named>(list: readonly T[]) =>
    list.map((one) => ({ one, held: heldBy(one) })).filter(({ held }) => held.includes(true));
  const where = withWords(environments);
  const found: { project: Project; environment: Environment }[] = [];
  for (const project of withWords(projects)) {
    for (const environment of where) {
      const all = words.every((_, index) => project.held[index] || environment.held[index]);
      if (!all || !isLinked(project.one.id, environment.one.id)) continue;
      found.push({ project: project.one, environment: environment.one });
      if (found.length === limit) return found;
    }
  }
  return found;
}

import { pathTo } from '../../app/routes.ts';

/** What the Releases screen shows, as its address says it. */
export interface ReleasesPlace {
  /** Null: the project that was looked at last. */
  readonly projectId: number | null;
  readonly text: string;
  /** What stands in the drawer. */
  readonly drawer:
    | { readonly kind: 'environment'; readonly id: number }
    | { readonly kind: 'release'; readonly id: number }
    | null;
}

function idOf(text: string | null): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

export function releasesPlaceOf(search: URLSearchParams): ReleasesPlace {
  const environment = idOf(search.get('environment'));
  const peek = idOf(search.get('peek'));
  return {
    projectId: idOf(search.get('project')),
    text: search.get('q') ?? '',
    drawer:
      environment !== null
        ? { kind: 'environment', id: environment }
        : peek !== null
          ? { kind: 'release', id: peek }
          : null,
  };
}

export function pathOfReleases({ projectId, text, drawer }: ReleasesPlace): string {
  const search = new URLSearchParams();
  if (projectId !== null) search.set('project', String(projectId));
  if (text !== '') search.set('q', text);
  if (drawer) search.set(drawer.kind === 'environment' ? 'environment' : 'peek', String(drawer.id));
  return pathTo.releases(search);
}

/** What a person can ask for about builds; each has its dialog. */
export type BuildAction =
  | { readonly act: 'new'; readonly projectId?: number; readonly file?: File }
  | { readonly act: 'storeState' | 'live' | 'forceUpdate' | 'retry' | 'cancel'; readonly id: number };

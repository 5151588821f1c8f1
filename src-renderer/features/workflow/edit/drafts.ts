import { create } from 'zustand';
import type { StepForm } from './workflowForm.ts';

/** What somebody typed and did not save. It outlives the screen, so that looking something up costs nothing. */
export interface Draft {
  readonly forms: readonly StepForm[];
  /** When the workflow it was begun from was saved; null when there was none. */
  readonly base: number | null;
  /** Whether it says something else than what was saved. */
  readonly isChanged: boolean;
}

interface DraftState {
  readonly drafts: ReadonlyMap<string, Draft>;
}

const useDrafts = create<DraftState>(() => ({ drafts: new Map() }));

/** The draft of a place, by the ids that are its own in every workspace. */
export function useDraft(place: string): Draft | null {
  return useDrafts((state) => state.drafts.get(place) ?? null);
}

export function putDraft(place: string, draft: Draft | null): void {
  useDrafts.setState(({ drafts }) => {
    const next = new Map(drafts);
    if (draft) next.set(place, draft);
    else next.delete(place);
    return { drafts: next };
  });
}

const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();

// While something is not saved, whoever closes the page or loads it anew is asked, on whatever screen they are by then.
useDrafts.subscribe(({ drafts }) => {
  const isUnsaved = [...drafts.values()].some(({ isChanged }) => isChanged);
  if (isUnsaved) addEventListener('beforeunload', onUnload);
  else removeEventListener('beforeunload', onUnload);
});

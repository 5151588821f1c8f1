/** Written next. */
export function NotesDialog(_: { readonly id: number; readonly onClose: () => void }) {
  return null;
}

/** Written next. */
export function ImportDialog(_: { readonly file: File | null; readonly onClose: () => void }) {
  return null;
}

/** Written next. */
export function SaveViewDialog(_: { readonly path: string; readonly onClose: () => void }) {
  return null;
}

/** Written next. */
export function MatrixPage() {
  return null;
}

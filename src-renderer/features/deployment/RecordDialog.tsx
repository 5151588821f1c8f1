/** Written next. */
export function RecordDialog(_: {
  readonly start: { readonly projectId?: number; readonly environmentId?: number; readonly version?: string };
  readonly onClose: () => void;
}) {
  return null;
}

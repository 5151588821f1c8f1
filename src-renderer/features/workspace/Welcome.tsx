/** Written next. */
export function Welcome(_: {
  readonly state: import('#shared/features/workspace/contract.ts').WorkspaceState;
}) {
  return null;
}

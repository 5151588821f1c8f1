/** Written next. */
export function MoveDialog(_: {
  readonly ids: readonly number[];
  readonly to: import('#shared/features/deployment/machine.ts').DeploymentStatus;
  readonly onClose: () => void;
}) {
  return null;
}

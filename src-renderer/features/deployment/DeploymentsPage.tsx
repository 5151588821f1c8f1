/** Written next. */
export function DeploymentsPage() {
  return null;
}

/** Written next. */
export function OverviewPage() {
  return null;
}

/** Written next. */
export function ActivityPage() {
  return null;
}

/** Written next. */
export function DeploymentPage(_: { readonly target: { readonly id: number } | { readonly uid: string } }) {
  return null;
}

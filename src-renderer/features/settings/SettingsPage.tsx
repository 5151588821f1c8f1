/** Written next. */
export function SettingsPage(_: { readonly section: string }) {
  return null;
}

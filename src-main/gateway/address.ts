/**
 * Where a request's sender reaches this gateway, without a slash at the end: at the base URL of the settings, else at
 * the host that it asked, which the guard has looked at.
 */
export function addressFor(baseUrl: string | null): (host: string | undefined) => string {
  const base = baseUrl?.replace(/\/+$/, '') ?? null;
  return (host) => base ?? `http://${host}`;
}

import { isLoopback, LOOPBACK_NAMES, listedName, nameInHost } from '../host-names.ts';
import { GatewayProblem } from './problems.ts';

function hostOfOrigin(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

interface GuardOptions {
  readonly address: string;
  readonly allowedHosts: readonly string[];
  readonly baseUrl: string | null;
}

/**
 * Refuses what was not meant for this gateway before anything of it is parsed: a foreign Host (a page of another site
 * that had its name point here), and a foreign Origin (a page of another site that calls here). A loopback address
 * answers to the loopback names at any port, so that a tunnel works; any other only to the names that were listed.
 * @throws 403.
 */
export function guardOf(
  options: GuardOptions,
): (headers: { host?: string | undefined; origin?: string | undefined }) => void {
  const names = new Set<string>(
    isLoopback(options.address) ? LOOPBACK_NAMES : options.allowedHosts.map(listedName),
  );
  const base = options.baseUrl === null ? null : hostOfOrigin(options.baseUrl);
  const foreign = (what: string) =>
    new GatewayProblem(403, 'forbidden', `This gateway does not answer to that ${what}. Nothing was read.`, {
      reason: 'foreign',
      hint: 'Use the address that Settings, Gateway shows, or have its owner allow the name there.',
    });
  return ({ host, origin }) => {
    const name = nameInHost(host);
    if (name === null || !names.has(name)) throw foreign('host');
    if (origin === undefined) return;
    const from = hostOfOrigin(origin);
    if (from === null || (from !== host?.toLowerCase() && from !== base)) throw foreign('origin');
  };
}

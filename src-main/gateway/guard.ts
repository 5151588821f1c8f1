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

interface GuardedHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Refuses what was not meant for this gateway before anything of it is parsed: a foreign Host (a page of another site
 * that had its name point here), and a foreign Origin (a page of another site that calls here). A loopback address
 * answers to the loopback names at any port, so that a tunnel works; any other only to the names that were listed.
 * `anyOrigin` is asked only when there is an Origin: public routes answer to pages of any site, since no token can be
 * stolen there and apps in web views are such pages.
 * @throws 403.
 */
export function guardOf(options: GuardOptions): (headers: GuardedHeaders, anyOrigin: () => boolean) => void {
  const names = new Set<string>(
    isLoopback(options.address) ? LOOPBACK_NAMES : options.allowedHosts.map(listedName),
  );
  const base = options.baseUrl === null ? null : hostOfOrigin(options.baseUrl);
  const foreign = (what: string) =>
    new GatewayProblem(403, 'forbidden', `This gateway does not answer to that ${what}. Nothing was read.`, {
      reason: 'foreign',
      hint: 'Use the address that Settings, Gateway shows, or have its owner allow the name there.',
    });
  return ({ host, origin }, anyOrigin) => {
    const name = nameInHost(host);
    if (name === null || !names.has(name)) throw foreign('host');
    if (origin === undefined || anyOrigin()) return;
    const from = hostOfOrigin(origin);
    if (from === null || (from !== host?.toLowerCase() && from !== base)) throw foreign('origin');
  };
}

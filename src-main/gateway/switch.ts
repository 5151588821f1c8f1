import { isAppError } from '#shared/errors.ts';
import type { GatewayState } from '#shared/features/settings/contract.ts';
import type { Sources } from '../context.ts';
import { isLoopback } from '../host-names.ts';
import type { Session } from '../session.ts';
import type { MachineSettings } from '../settings.ts';
import type { Log } from '../threads/workers.ts';
import { launchInline, launchThread } from './launch.ts';
import type { GatewayServer, GatewayServerOptions } from './server.ts';

export interface GatewaySwitchOptions {
  session(): Session | null;
  readonly settings: MachineSettings;
  readonly sources: Sources;
  readonly threads: boolean;
  /** Set by the command line: on at this port, whatever the settings say. */
  readonly forcedPort: number | null;
  readonly data: string;
  readonly version: string;
  readonly log: Log;
  onState(): void;
}

/** Starts and stops the gateway as the settings say. Before it is switched on, nothing listens. */
export interface GatewaySwitch {
  apply(): Promise<void>;
  stop(): Promise<void>;
  state(): GatewayState;
}

interface Running {
  readonly server: GatewayServer;
  readonly session: Session;
  /** What it was started with: anything else means a new start. */
  readonly key: string;
}

const NO_NAMES =
  'The gateway is off: it would listen beyond this machine, and no host name is listed that it may answer to.';
const LOST =
  'The gateway stopped by itself. Switch it off and on; the log in the data folder says what happened.';

export function createGatewaySwitch(options: GatewaySwitchOptions): GatewaySwitch {
  let running: Running | null = null;
  let problem: string | null = null;
  let told = '';
  let turn: Promise<void> = Promise.resolve();

  const settings = () => options.settings.get().gateway;

  const state = (): GatewayState => ({
    running: running !== null,
    url: running?.server.url ?? null,
    problem,
    loopback: isLoopback(settings().address),
  });

  function tell(): void {
    const now = JSON.stringify(state());
    if (now === told) return;
    told = now;
    options.onState();
  }

  function wanted(): GatewayServerOptions | null {
    const { enabled, address, port, allowedHosts, baseUrl } = settings();
    if (!enabled && options.forcedPort === null) return null;
    const { data, version, forcedPort } = options;
    return { address, port: forcedPort ?? port, allowedHosts, baseUrl, data, version };
  }

  async function close(): Promise<void> {
    const open = running;
    running = null;
    await open?.server.close();
  }

  function lost(session: Session): void {
    if (running?.session !== session) return;
    running = null;
    problem = LOST;
    tell();
  }

  async function settle(): Promise<void> {
    const session = options.session();
    const server = session ? wanted() : null;
    const key = JSON.stringify(server);
    if (running && running.session === session && running.key === key) return;
    await close();
    problem = null;
    if (!session || !server) return;
    if (!isLoopback(server.address) && server.allowedHosts.length === 0) {
      problem = NO_NAMES;
      return;
    }
    try {
      running = { server: await launch(server, session), session, key };
    } catch (error) {
      if (!isAppError(error)) options.log(error);
      problem = isAppError(error)
        ? `${error.message} ${error.details.hint ?? ''}`.trim()
        : 'The gateway could not be started. The log in the data folder says why.';
    }
  }

  function launch(server: GatewayServerOptions, session: Session): Promise<GatewayServer> {
    return options.threads
      ? launchThread(server, session, options.log, () => lost(session))
      : launchInline(server, session, options.sources, options.log);
  }

  /** One change after the other: a start that is under way is finished before it is stopped. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    turn = turn.then(act, act).finally(tell);
    return turn;
  }

  return {
    apply: () => inTurn(settle),
    stop: () =>
      inTurn(async () => {
        problem = null;
        await close();
      }),
    state,
  };
}

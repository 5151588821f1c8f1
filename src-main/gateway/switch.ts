import type { GatewayState } from '#shared/features/settings/contract.ts';
import type { Sources } from '../context.ts';
import type { Session } from '../session.ts';
import type { MachineSettings } from '../settings.ts';
import type { Log } from '../threads/workers.ts';

export interface GatewaySwitchOptions {
  session(): Session | null;
  readonly settings: MachineSettings;
  readonly sources: Sources;
  readonly threads: boolean;
  /** Set by the command line: on at this port, whatever the settings say. */
  readonly forcedPort: number | null;
  readonly data: string;
  readonly log: Log;
  onState(): void;
}

/** Starts and stops the gateway as the settings say. Before it is switched on, nothing listens. */
export interface GatewaySwitch {
  apply(): Promise<void>;
  stop(): Promise<void>;
  state(): GatewayState;
}

export function createGatewaySwitch(_options: GatewaySwitchOptions): GatewaySwitch {
  return {
    async apply() {},
    async stop() {},
    state: () => ({ running: false, url: null, problem: null, loopback: true }),
  };
}

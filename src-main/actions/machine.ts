import type { SecretStore } from '../host/host.ts';
import type { MachineSettings } from '../settings.ts';
import type { RemotePort, Serve } from '../threads/rpc.ts';
import { endGroup } from './process-group.ts';

/** What only this machine has, and no workspace holds: secrets, what a person trusts here, clones, processes. */
export interface Machine {
  /** Null when there is no secret of that name here. */
  secret(name: string): Promise<string | null>;
  isTrusted(hash: string): Promise<boolean>;
  /** Where a project's clone is on this machine; null when none is attached here. */
  clone(projectUid: string): Promise<string | null>;
  /** A process that leads a group of its own: it does not outlive the open workspace. */
  holds(pid: number): Promise<void>;
  letsGo(pid: number): Promise<void>;
}

export interface LocalMachine extends Machine {
  /** Ends every process that is still held. */
  endAll(): Promise<void>;
}

/** This machine as the main process sees it. */
export function localMachine(
  secrets: SecretStore,
  settings: Pick<MachineSettings, 'trusts' | 'clone'>,
): LocalMachine {
  const held = new Set<number>();
  return {
    secret: (name) => secrets.get(name),
    isTrusted: async (hash) => settings.trusts(hash),
    clone: async (projectUid) => settings.clone(projectUid),
    async holds(pid) {
      held.add(pid);
    },
    async letsGo(pid) {
      held.delete(pid);
    },
    async endAll() {
      const ended = [...held].map(endGroup);
      held.clear();
      await Promise.all(ended);
    },
  };
}

/** A machine that has nothing and trusts nothing, for sessions that run nothing of a person's own. */
export const noMachine: LocalMachine = {
  secret: async () => null,
  isTrusted: async () => false,
  clone: async () => null,
  holds: async () => {},
  letsGo: async () => {},
  endAll: async () => {},
};

/** Answers a job's thread for the machine. */
export function serveMachine(machine: Machine): Serve {
  return (method, input) => {
    switch (method) {
      case 'secret':
        return machine.secret(input as string);
      case 'isTrusted':
        return machine.isTrusted(input as string);
      case 'clone':
        return machine.clone(input as string);
      case 'holds':
        return machine.holds(input as number);
      case 'letsGo':
        return machine.letsGo(input as number);
      default:
        throw new Error(`the machine knows no ${method}`);
    }
  };
}

/** The machine from a job's thread. */
export function remoteMachine(port: Pick<RemotePort, 'call'>): Machine {
  return {
    secret: (name) => port.call('secret', name),
    isTrusted: (hash) => port.call('isTrusted', hash),
    clone: (projectUid) => port.call('clone', projectUid),
    holds: (pid) => port.call('holds', pid),
    letsGo: (pid) => port.call('letsGo', pid),
  };
}

import type { SecretStore } from '../host/host.ts';
import type { MachineSettings } from '../settings.ts';
import type { RemotePort, Serve } from '../threads/rpc.ts';
import { endCommand, type StartedCommand } from './process-group.ts';

/** What only this machine has, and no workspace holds: secrets, what a person trusts here, clones, processes. */
export interface Machine {
  /** Null when there is no secret of that name here. */
  secret(name: string): Promise<string | null>;
  isTrusted(hash: string): Promise<boolean>;
  /** Where a project's clone is on this machine; null when none is attached here. */
  clone(projectUid: string): Promise<string | null>;
  /** A command that does not outlive the open workspace, nor does anything that it started. */
  holds(command: StartedCommand): Promise<void>;
  letsGo(command: StartedCommand): Promise<void>;
}

export interface LocalMachine extends Machine {
  /** Ends every command that is still held. */
  endAll(): Promise<void>;
}

/** This machine as the main process sees it. */
export function localMachine(
  secrets: SecretStore,
  settings: Pick<MachineSettings, 'trusts' | 'clone'>,
): LocalMachine {
  const held = new Map<number, StartedCommand>();
  return {
    secret: (name) => secrets.get(name),
    isTrusted: async (hash) => settings.trusts(hash),
    clone: async (projectUid) => settings.clone(projectUid),
    async holds(command) {
      held.set(command.pid, command);
    },
    async letsGo({ pid }) {
      held.delete(pid);
    },
    async endAll() {
      const ended = [...held.values()].map(endCommand);
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
        return machine.holds(input as StartedCommand);
      case 'letsGo':
        return machine.letsGo(input as StartedCommand);
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
    holds: (command) => port.call('holds', command),
    letsGo: (command) => port.call('letsGo', command),
  };
}

import { spawn } from 'node:child_process';

interface InPlaceOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /**
   * Whether the program is told when this process dies, even by SIGKILL, over a channel: ours must not live on and hold
   * the workspace. Others would not know the channel.
   */
  readonly tied: boolean;
}

/** Runs a program in this one's place: its streams, its signals, its exit. Resolves with the exit code. */
export function runInPlace(
  program: string,
  args: readonly string[],
  { env = process.env, cwd = process.cwd(), tied }: InPlaceOptions,
): Promise<number> {
  const streams = ['inherit', 'inherit', 'inherit'] as const;
  const child = spawn(program, args, { stdio: tied ? [...streams, 'ipc'] : [...streams], env, cwd });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

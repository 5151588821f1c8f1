import { describe, expect, it } from 'vitest';
import { scriptPaths } from '#shared/features/action/scripts.ts';

describe('the scripts that a command runs', () => {
  it.each([
    [['./deploy.sh', 'eu'], ['./deploy.sh']],
    [['/opt/tools/deploy', '--all'], ['/opt/tools/deploy']],
    [['bash', 'deploy.sh', 'eu'], ['deploy.sh']],
    [
      ['/bin/sh', '-eu', 'deploy.sh'],
      ['/bin/sh', 'deploy.sh'],
    ],
    [
      ['C:\\tools\\node.exe', 'build.mjs'],
      ['C:\\tools\\node.exe', 'build.mjs'],
    ],
    [['python3', '-u'], []],
    [['rsync', './dist', 'host:'], []],
    [['kubectl', 'apply', '-f', 'deploy.yaml'], []],
  ])('of %j are %j', (argv, paths) => {
    expect(scriptPaths({ argv, shell: false })).toEqual(paths);
  });

  it.each([
    ['./deploy.sh "$SLIPWAY_CANDIDATE"', ['./deploy.sh']],
    ['set -e\ncd web && npm ci; sh build.sh | tee log', ['build.sh']],
    ['TARGET=eu exec ./deploy.sh', ['./deploy.sh']],
    ['. ./env.sh; (bash "my deploy.sh")', ['./env.sh', 'my deploy.sh']],
    ['./deploy.sh eu || ./deploy.sh us', ['./deploy.sh']],
    ['echo done', []],
    ['', []],
  ])('of the shell’s %j are %j', (script, paths) => {
    expect(scriptPaths({ argv: [script], shell: true })).toEqual(paths);
  });
});

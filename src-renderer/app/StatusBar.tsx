import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatRelative } from '#shared/time.ts';
import { onConnection } from '../api/bridge.ts';
import { useCall } from '../api/client.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { formatCount } from '../ui/numbers.ts';
import { useNow } from '../ui/time.tsx';
import { showKeys } from './dialogs.ts';
import styles from './StatusBar.module.css';

function ChainState() {
  const { data } = useCall('activity.status', undefined);
  if (!data) return null;
  const { verified } = data;
  if (verified?.firstBroken) {
    return (
      <a className={styles.bad} href="#/activity">
        <IconShieldX size={14} stroke={1.75} aria-hidden="true" />
        Chain broken at #{formatCount(verified.firstBroken.seq)}
      </a>
    );
  }
  return (
    <a className={verified ? styles.ok : undefined} href="#/activity">
      <IconShieldCheck size={14} stroke={1.75} aria-hidden="true" />
      {verified
        ? `Chain verified to #${formatCount(verified.headSeq)}`
        : `Chain at #${formatCount(data.headSeq)}, not verified yet`}
    </a>
  );
}

function GatewayLine() {
  const { data } = useCall('settings.gateway', undefined);
  if (!data) return null;
  const text = data.problem
    ? 'Gateway could not start'
    : data.running
      ? `Gateway on ${data.url?.replace(/^https?:\/\//, '') ?? ''}`
      : 'Gateway off';
  return (
    <a
      className={data.problem ? styles.bad : undefined}
      href="#/settings/gateway"
      title={data.problem ?? undefined}
    >
      {text}
    </a>
  );
}

function RunningJobs() {
  const { data } = useCall('job.list', {});
  const running = data?.filter((job) => job.status === 'running') ?? [];
  const first = running[0];
  if (!first) return null;
  const share = first.total
    ? ` ${Math.floor((first.done / first.total) * 100)} %`
    : first.done > 0
      ? ` ${formatCount(first.done)}`
      : '';
  return (
    <a href="#/settings/data" aria-live="polite">
      {first.title}
      {share}
      {running.length > 1 ? `, ${running.length - 1} more` : ''}
    </a>
  );
}

/** What the file, the chain, the gateway and the sources are doing, in one line. */
export function StatusBar() {
  const now = useNow(30_000);
  const { data } = useCall('workspace.summary', undefined);
  const [connected, setConnected] = useState(true);
  useEffect(() => onConnection(setConnected), []);
  return (
    <footer className={styles.bar}>
      <ChainState />
      <GatewayLine />
      {data && data.imports > 0 && (
        <a href="#/settings/imports">
          {data.imports === 1 ? '1 import' : `${formatCount(data.imports)} imports`}
          {data.lastImportAt !== null && `, last ${formatRelative(data.lastImportAt, now)}`}
        </a>
      )}
      <RunningJobs />
      <span className={styles.gap} />
      {data && (
        <span>
          {data.deployments === 1 ? '1 deployment' : `${formatCount(data.deployments)} deployments`}
        </span>
      )}
      <span className={connected ? undefined : styles.bad}>
        {connected ? 'Offline ready' : 'Slipway does not answer, trying again'}
      </span>
      <button type="button" className={styles.keys} onClick={() => showKeys(true)}>
        <KeyHint keys="?" /> keys
      </button>
    </footer>
  );
}

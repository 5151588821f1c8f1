import { IconCircleCheck, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react';
import { useCall } from '../../api/client.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import classes from './Settings.module.css';

/** Whether the gateway listens now, where, and a first call to try; or why it does not. */
export function GatewayStatus({ enabled }: { readonly enabled: boolean }) {
  const { data } = useCall('settings.gateway', undefined);
  if (!data) return null;
  if (data.problem) {
    return (
      <p className={classes.warn} role="alert">
        <IconCircleXFilled size={15} aria-hidden />
        <span>{data.problem}</span>
      </p>
    );
  }
  if (!data.running || !data.url) {
    return (
      <span className={classes.state} style={{ color: 'var(--sl-dim)' }}>
        <IconCircleMinus size={15} stroke={1.75} aria-hidden />
        {enabled ? 'starting' : 'off, nothing listens'}
      </span>
    );
  }
  const curl = `curl -H "Authorization: Bearer $SLIPWAY_TOKEN" \\\n  ${data.url}/api/v1/deployments`;
  return (
    <>
      <span className={classes.pair}>
        <span className={classes.state} style={{ color: 'var(--sl-ok)' }}>
          <IconCircleCheck size={15} stroke={1.75} aria-hidden />
          listening
        </span>
        <span className={classes.mono}>{data.url}</span>
        <CopyButton value={data.url} label="Copy the URL" />
        <span className={classes.note}>
          {data.loopback ? 'this machine only' : 'reachable from the network'}
        </span>
      </span>
      <div className={classes.code}>
        <pre>{curl}</pre>
        <CopyButton value={curl} label="Copy the example" />
      </div>
      <p className={classes.note}>
        Reference of all calls:{' '}
        <a href={`${data.url}/docs`} target="_blank" rel="noreferrer">
          {data.url}/docs
        </a>
      </p>
    </>
  );
}

import { IconCircleCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Expiring } from '#shared/features/credential/contract.ts';
import { credentialRules } from '#shared/features/credential/model.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { ExpiryBadge } from '../../ui/ExpiryBadge.tsx';
import { Section } from '../../ui/Page.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Instant } from '../../ui/time.tsx';
import { useSlotWindow } from '../../ui/useSlotWindow.ts';
import { Version } from '../../ui/Version.tsx';
import classes from './Overview.module.css';
import { type Attention, attentionAction, attentionStatus } from './words.ts';

const ROW = 32;
/** Up to this many rows the band is as long as it needs to be; above it scrolls, and still holds every one. */
const UNBOUNDED = 50;
const BOUNDED_ROWS = 16;

function Action({ item }: { readonly item: Attention }) {
  const { deployment } = item;
  const action = attentionAction(item);
  const { projectId, environmentId } = deployment;
  const open = () => navigate(pathTo.deployment(deployment.id));
  const openPlace = () => navigate(pathTo.releases(`project=${projectId}&environment=${environmentId}`));
  switch (action) {
    case 'retry':
      return (
        <ActionButton
          label="Retry"
          size="xs"
          tone={deployment.tier === 'production' ? 'prod' : 'default'}
          onClick={() => openDialog({ kind: 'move', ids: [deployment.id], to: 'pending' })}
        />
      );
    case 'review':
      return <ActionButton label="Review" size="xs" onClick={item.why === 'held' ? openPlace : open} />;
    case 'decide':
      return (
        <ActionButton
          label="Decide"
          size="xs"
          onClick={() => navigate(`${pathTo.deployment(deployment.id)}?tab=run`)}
        />
      );
    case 'open':
      return <ActionButton label="Open" size="xs" onClick={open} />;
  }
}

function Row({ item, top }: { readonly item: Attention; readonly top?: number }) {
  const { deployment, sentence } = item;
  return (
    <li
      className={classes.attention}
      style={top === undefined ? undefined : { position: 'absolute', insetInline: 0, top }}
      aria-label={`${deployment.project} in ${deployment.environment}`}
    >
      <StatusBadge status={attentionStatus(item)} />
      <EnvironmentLabel name={deployment.environment} tier={deployment.tier} />
      <a className={classes.project} href={`#${pathTo.deployment(deployment.id)}`} title={deployment.project}>
        {deployment.project}
      </a>
      <Version value={deployment.version} max={18} />
      <span className={classes.sentence} title={sentence}>
        {sentence}
      </span>
      <span className={classes.age}>
        <Instant at={deployment.finishedAt ?? deployment.triggeredAt} />
      </span>
      <span className={classes.action}>
        <Action item={item} />
      </span>
    </li>
  );
}

/** A credential that ends soon, or has ended, with the way to its project's page. */
function CredentialRow({ item }: { readonly item: Expiring }) {
  const href = pathTo.projectStores(item.projectId);
  return (
    <li className={classes.attention} aria-label={`${item.label} of ${item.project}`}>
      <ExpiryBadge
        level={item.expiry.level}
        label={item.expiry.level === 'expired' ? 'expired' : 'expires'}
      />
      <span className={classes.place}>{[item.os, item.target].filter(Boolean).join(' ')}</span>
      <a className={classes.project} href={`#${href}`} title={item.project}>
        {item.project}
      </a>
      <span className={classes.place}>{credentialRules[item.kind].label}</span>
      <span className={classes.sentence} title={item.sentence}>
        {item.sentence}
        {item.bundleIdentifier === null ? '' : `, ${item.bundleIdentifier}`}
      </span>
      <span className={classes.age}>
        {item.expiresAt === null ? null : new Date(item.expiresAt).toISOString().slice(0, 10)}
      </span>
      <span className={classes.action}>
        <ActionButton label="Renew" size="xs" onClick={() => navigate(href)} />
      </span>
    </li>
  );
}

function BoundedRows({ items }: { readonly items: readonly Attention[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const window = useSlotWindow(scroller, items.length, ROW);
  return (
    <section
      ref={scroller}
      className={classes.bounded}
      style={{ height: BOUNDED_ROWS * ROW }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
      tabIndex={0}
      aria-label="All that needs attention"
    >
      <ul className={classes.rows} style={{ height: items.length * ROW, position: 'relative' }}>
        {items.slice(window.first, window.last + 1).map((item, offset) => (
          <Row key={`${item.why} ${item.deployment.id}`} item={item} top={(window.first + offset) * ROW} />
        ))}
      </ul>
    </section>
  );
}

/** Everything that went wrong, takes too long or is about to end, each with its one next action. None is ever left out. */
export function AttentionBand({
  items,
  expiring,
}: {
  readonly items: readonly Attention[];
  readonly expiring: readonly Expiring[];
}) {
  return (
    <Section title="Needs attention" count={items.length + expiring.length} boxed>
      {expiring.length > 0 ? (
        <ul className={classes.rows}>
          {expiring.map((item) => (
            <CredentialRow key={item.id} item={item} />
          ))}
        </ul>
      ) : null}
      {items.length === 0 ? (
        expiring.length > 0 ? null : (
          <p className={classes.calm}>
            <IconCircleCheck size={15} stroke={1.75} aria-hidden className={classes.calmIcon} />
            Nothing failed, nothing is stuck, held or waits for a decision, no credential is about to end.
          </p>
        )
      ) : items.length > UNBOUNDED ? (
        <BoundedRows items={items} />
      ) : (
        <ul className={classes.rows}>
          {items.map((item) => (
            <Row key={`${item.why} ${item.deployment.id}`} item={item} />
          ))}
        </ul>
      )}
    </Section>
  );
}

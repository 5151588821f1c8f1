import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { credentialRules } from '#shared/features/credential/model.ts';
import { useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { ExpiryBadge } from '../../ui/ExpiryBadge.tsx';
import { Section } from '../../ui/Page.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import classes from './Credential.module.css';
import { CredentialDialog } from './CredentialDialog.tsx';
import { dayOf, type ListedCredential, levelWords, slotsText } from './levels.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SlotsDialog } from './SlotsDialog.tsx';

type Asked = { readonly what: 'edit' | 'remove' | 'slots'; readonly id: number };

/** What a project holds to sign and to publish: which values are kept, and when each ends. */
export function CredentialTable({
  projectId,
  onNew,
}: {
  readonly projectId: number;
  readonly onNew: () => void;
}) {
  const { data, error } = useCall('credential.list', { projectId });
  const [asked, setAsked] = useState<Asked | null>(null);
  const one = data?.find(({ id }) => id === asked?.id);
  const close = () => setAsked(null);
  return (
    <Section title="Credentials" count={data?.length}>
      <p className={classes.note}>
        The workspace holds facts and names alone. A value lies in the secret store of the machine it was
        typed on, and nothing shows it again.
      </p>
      <ErrorText error={error} />
      {data === undefined ? (
        <RowSkeleton rows={3} label="Loading the credentials" />
      ) : data.length === 0 ? (
        <EmptyState
          icon={IconKey}
          title="The keys, certificates and store accounts of this app would be listed here."
          hint="Note each with its end: the overview warns 30, 14 and 3 days before."
          primary={{ label: 'New credential', icon: IconKey, onClick: onNew }}
        />
      ) : (
        <div className={classes.credentials}>
          <PlainTable
            label="Credentials"
            columns={['Credential', 'App', 'Values', 'Good through', 'Left', ACTIONS]}
          >
            {data.map((credential) => (
              <Row key={credential.id} credential={credential} onAsk={setAsked} />
            ))}
          </PlainTable>
        </div>
      )}
      {one && asked?.what === 'edit' ? (
        <CredentialDialog projectId={projectId} credential={one} onClose={close} />
      ) : null}
      {one && asked?.what === 'slots' ? <SlotsDialog credential={one} onClose={close} /> : null}
      {one && asked?.what === 'remove' ? <RemoveDialog credential={one} onClose={close} /> : null}
    </Section>
  );
}

function Row({
  credential,
  onAsk,
}: {
  readonly credential: ListedCredential;
  readonly onAsk: (asked: Asked) => void;
}) {
  const { id, kind, os, target, bundleIdentifier, emptySlots, expiresAt, expiry, label } = credential;
  const complete = emptySlots.length === 0;
  return (
    <tr>
      <td>
        <button
          type="button"
          className={classes.link}
          aria-label={`Edit ${label}`}
          onClick={() => onAsk({ what: 'edit', id })}
        >
          {credentialRules[kind].label}
        </button>{' '}
        <span className={classes.dim}>{[os, target].filter(Boolean).join(' ')}</span>
      </td>
      <td className={classes.app} title={bundleIdentifier ?? undefined}>
        {bundleIdentifier}
      </td>
      <td title={complete ? undefined : `Missing: ${emptySlots.join(', ')}`}>
        <StatusBadge status={complete ? 'succeeded' : 'partial'} label={slotsText(credential)} />
      </td>
      <td>{expiresAt === null ? <span className={classes.dim}>no end known</span> : dayOf(expiresAt)}</td>
      <td>{expiry ? <ExpiryBadge level={expiry.level} label={levelWords(expiry)} /> : null}</td>
      <td data-end>
        <span className={classes.tools}>
          <ActionButton label="Values" size="xs" onClick={() => onAsk({ what: 'slots', id })} />
          <ActionButton label="Remove" size="xs" onClick={() => onAsk({ what: 'remove', id })} />
        </span>
      </td>
    </tr>
  );
}

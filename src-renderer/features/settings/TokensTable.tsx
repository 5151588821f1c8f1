import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { Instant, useNow } from '../../ui/time.tsx';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';
import { TokenDialog } from './TokenDialog.tsx';

type Token = OutputFor<'token.list'>[number];

/** Who may come in through the gateway, as whom, for what and how long. */
export function TokensTable() {
  const { data } = useCall('token.list', undefined);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const add = { label: 'New token', icon: IconPlus, onClick: () => setCreating(true) };
  return (
    <div className={classes.block}>
      <SectionHead
        title="Tokens"
        note="Each stands for a person or a pipeline; what is done with it stands under that name. The file holds only a hash of the secret."
      >
        <ActionButton {...add} />
      </SectionHead>
      {data === undefined ? (
        <RowSkeleton rows={3} label="Loading the tokens" />
      ) : data.length === 0 ? (
        <EmptyState
          icon={IconKey}
          title="The tokens of the gateway would be listed here."
          hint="Make one for each pipeline that reports."
          primary={add}
        />
      ) : (
        <PlainTable columns={['Name', 'Stands for', 'Secret', 'Scopes', 'Last used', 'Expires', ACTIONS]}>
          {data.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </PlainTable>
      )}
      {creating ? <TokenDialog onClose={() => setCreating(false)} /> : null}
      {revoking ? <RevokeDialog token={revoking} onClose={() => setRevoking(null)} /> : null}
    </div>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }) {
  const now = useNow(60_000);
  const expired = token.expiresAt !== null && token.expiresAt <= now;
  return (
    <tr data-off={token.revokedAt !== null || expired || undefined}>
      <td>{token.name}</td>
      <td title={token.email ?? undefined}>{token.personName}</td>
      <td className={classes.mono}>{token.hint}…</td>
      <td className={classes.dim}>{token.scopes.join(', ')}</td>
      <td className={classes.dim}>
        {token.lastUsedAt === null ? 'never' : <Instant at={token.lastUsedAt} />}
      </td>
      <td className={classes.dim}>
        {token.revokedAt !== null ? (
          <>
            revoked <Instant at={token.revokedAt} />
          </>
        ) : token.expiresAt === null ? (
          'never'
        ) : (
          <>
            {expired ? 'expired ' : ''}
            <Instant at={token.expiresAt} />
          </>
        )}
      </td>
      <td data-end>
        {token.revokedAt === null ? <ActionButton label="Revoke" size="xs" onClick={onRevoke} /> : null}
      </td>
    </tr>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const revoke = useAct('token.revoke');
  const [reason, setReason] = useState('');
  const confirm = async () => {
    try {
      await revoke.run({ id: token.id, reason: reason.trim() });
      onClose();
    } catch {
      // The dialog stays open and shows what was refused.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Revoke ${token.name}`}
      rows={[
        {
          label: 'What happens',
          note: 'for good',
          content: 'Calls with this token are refused from now on. What was done with it stays as it is.',
        },
        { label: 'Stands for', content: `${token.personName}, secret ${token.hint}…` },
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel="Revoke token"
      destructive
      busy={revoke.busy}
      error={revoke.error ? <ErrorText error={revoke.error} icon={false} /> : null}
      onConfirm={() => void confirm()}
    />
  );
}

import { useState } from 'react';
import { type Store, storeRules, stores } from '#shared/features/distribution/stores.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Section } from '../../../ui/Page.tsx';
import { SecretDialog } from '../../../ui/SecretDialog.tsx';
import text from '../../../ui/Text.module.css';
import { SecretMark, TrustMark } from '../../../ui/TrustMark.tsx';
import { Instant } from '../../../ui/time.tsx';
import classes from '../Distribution.module.css';
import { stepLabels } from '../words.ts';
import { DeliveryDialog } from './DeliveryDialog.tsx';
import { factsOfRow, setSteps } from './dry.ts';
import { SeenLine } from './SeenLine.tsx';
import { StepPreview } from './StepPreview.tsx';
import { TrustDelivery } from './TrustDelivery.tsx';

type Asked =
  | { readonly what: 'edit' | 'trust' | 'remove' }
  | { readonly what: 'secret'; readonly slot: string };

/** How the builds of a project get to each store: what runs, whether this machine may, and its secrets. */
export function DeliverySection({ projectId }: { readonly projectId: number }) {
  return stores.map((store) => <StoreDelivery key={store} projectId={projectId} store={store} />);
}

function StoreDelivery({ projectId, store }: { readonly projectId: number; readonly store: Store }) {
  const app = { projectId, store };
  const delivery = useCall('distribution.delivery', app);
  const trust = useCall('distribution.deliveryTrust', app);
  const newest = useCall('distribution.list', { ...app, limit: 1 }).data?.rows[0];
  const [asked, setAsked] = useState<Asked | null>(null);
  const settings = delivery.data?.settings ?? null;
  const facts = newest ? factsOfRow(newest) : {};
  const close = () => setAsked(null);
  return (
    <Section
      title={`Delivery to ${storeRules[store].label}`}
      count={
        delivery.data?.updatedAt ? (
          <>
            changed <Instant at={delivery.data.updatedAt} />
          </>
        ) : undefined
      }
      aside={
        <span className={classes.tools}>
          {settings ? (
            <ActionButton label="Remove" size="xs" onClick={() => setAsked({ what: 'remove' })} />
          ) : null}
          <ActionButton
            label={settings ? 'Edit' : 'Set up'}
            size="xs"
            onClick={() => setAsked({ what: 'edit' })}
          />
        </span>
      }
    >
      <ErrorText error={delivery.error ?? trust.error} />
      {settings ? (
        <>
          <div className={classes.trust}>
            {trust.data ? (
              <TrustMark trusted={trust.data.trusted} onTrust={() => setAsked({ what: 'trust' })} />
            ) : null}
            {trust.data?.secrets.map(({ slot, kept }) => (
              <SecretMark
                key={slot}
                slot={slot}
                kept={kept}
                onSet={() => setAsked({ what: 'secret', slot })}
              />
            ))}
          </div>
          {setSteps(settings).map((step) => {
            const action = settings[step];
            return action ? (
              <details key={step} className={classes.step} open={step === 'upload'}>
                <summary>
                  {stepLabels[step]}{' '}
                  <span className={text.dim}>{action.kind === 'command' ? 'a command' : 'an HTTP call'}</span>
                </summary>
                <StepPreview step={step} action={action} facts={facts} />
              </details>
            ) : null;
          })}
        </>
      ) : (
        <p className={text.quiet}>
          Nothing is set up: distributions to {storeRules[store].label} are recorded here and delivered by
          hand or by a pipeline.
        </p>
      )}
      <SeenLine {...app} />
      {asked?.what === 'edit' ? (
        <DeliveryDialog {...app} settings={settings} facts={facts} onClose={close} />
      ) : null}
      {asked?.what === 'trust' && settings && trust.data?.hash ? (
        <TrustDelivery
          {...app}
          settings={settings}
          hash={trust.data.hash}
          checking={delivery.isFetching || trust.isFetching}
          onClose={close}
        />
      ) : null}
      {asked?.what === 'remove' ? <RemoveDialog {...app} onClose={close} /> : null}
      {asked?.what === 'secret' ? (
        <DeliverySecret
          {...app}
          slot={asked.slot}
          kept={trust.data?.secrets.find(({ slot }) => slot === asked.slot)?.kept ?? false}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}

function RemoveDialog({
  projectId,
  store,
  onClose,
}: {
  readonly projectId: number;
  readonly store: Store;
  readonly onClose: () => void;
}) {
  const put = useAct('distribution.putDelivery');
  const [reason, setReason] = useState('');
  const onConfirm = async () => {
    try {
      await put.run({ projectId, store, settings: null, reason: reason.trim() || null });
      onClose();
    } catch {
      // `put.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Remove the delivery to ${storeRules[store].label}`}
      destructive
      rows={[
        {
          label: 'Because',
          note: 'the rule',
          content:
            'Distributions there are delivered by hand or by a pipeline then. Those that were delivered keep all they wrote.',
        },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel="Remove the delivery"
      busy={put.busy}
      error={put.error ? <ErrorText error={put.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function DeliverySecret({
  projectId,
  store,
  slot,
  kept,
  onClose,
}: {
  readonly projectId: number;
  readonly store: Store;
  readonly slot: string;
  readonly kept: boolean;
  readonly onClose: () => void;
}) {
  const set = useAct('distribution.setDeliverySecret');
  return (
    <SecretDialog
      title={`The secret ${slot}`}
      kept={kept}
      minLength={4}
      busy={set.busy}
      error={set.error}
      onSave={(value) => set.run({ projectId, store, slot, value })}
      onClose={onClose}
    />
  );
}

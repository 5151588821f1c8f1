import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import { slotsOf } from '#shared/features/distribution/delivery.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import { type DeliveryPlace, deliveryHash, secretName } from '../../delivery/trust.ts';
import type { Shell } from '../../shell.ts';
import { secretNames } from './errand.ts';

type Contract = typeof distributionContract;

interface App {
  readonly projectId: number;
  readonly store: Store;
}

function placeOf(shell: Shell, { projectId, store }: App): DeliveryPlace {
  const project = shell.requireSession().reader.stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  return { projectUid: project.uid, store };
}

/** What only this machine knows of deliveries: which settings a person trusts here, and the secrets they ask for. */
export function distributionDesk(shell: Shell) {
  const { settings, options, emit } = shell;
  const settingsOf = ({ projectId, store }: App) =>
    shell.requireSession().reader.stores.delivery.get(projectId, store)?.settings ?? null;
  const told = () =>
    emit({
      type: 'changed',
      changes: [
        { noun: 'settings', id: 0 },
        { noun: 'distribution', id: 0 },
      ],
    });
  return {
    async deliveryTrust(app: App): Promise<OutputOf<Contract['deliveryTrust']>> {
      const place = placeOf(shell, app);
      const found = settingsOf(app);
      if (!found) return { hash: null, trusted: false, secrets: [] };
      const hash = deliveryHash(place, found);
      const secrets: { slot: string; kept: boolean }[] = [];
      for (const slot of slotsOf(found)) {
        const { stores } = shell.requireSession().reader;
        const names = secretNames(stores, { place, projectId: app.projectId }, slot);
        const values = await Promise.all(names.map((name) => options.host.secrets.get(name)));
        secrets.push({ slot, kept: values.some((value) => value !== null) });
      }
      return { hash, trusted: settings.trusts(hash), secrets };
    },
    /** @throws conflict when the settings are not the ones that were read. */
    trustDelivery({
      hash,
      trusted,
      ...app
    }: ParsedInputOf<Contract['trustDelivery']>): OutputOf<Contract['trustDelivery']> {
      const found = settingsOf(app);
      if (!found || deliveryHash(placeOf(shell, app), found) !== hash) {
        throw new AppError(
          'conflict',
          'The delivery settings have changed since they were read. Nothing was trusted.',
          {
            hint: 'Read them as they are now, then trust them.',
          },
        );
      }
      settings.trust(hash, trusted);
      told();
      return { hash, trusted };
    },
    async setDeliverySecret({
      slot,
      value,
      ...app
    }: ParsedInputOf<Contract['setDeliverySecret']>): Promise<OutputOf<Contract['setDeliverySecret']>> {
      await options.host.secrets.set(secretName(placeOf(shell, app), slot), value);
      told();
      return { slot, kept: value !== null };
    },
  };
}

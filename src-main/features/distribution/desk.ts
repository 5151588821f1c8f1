import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import { slotsOf } from '#shared/features/distribution/delivery.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import { deskCommand, type Shell } from '../../shell.ts';
import { keepSecret } from '../credential/keep-secret.ts';
import { secretNames } from './errand.ts';
import { type DeliveryPlace, deliveryHash, secretName } from './trust.ts';

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
    /** Nothing is trusted that the log does not tell of. @throws conflict when the settings are not the ones that were read. */
    async trustDelivery(
      input: ParsedInputOf<Contract['trustDelivery']>,
    ): Promise<OutputOf<Contract['trustDelivery']>> {
      const { hash, trusted } = input;
      await deskCommand(shell, 'distribution.noteTrust', { ...input, known: settings.trusts(hash) });
      settings.trust(hash, trusted);
      told();
      return { hash, trusted };
    },
    /** A value that could not be noted is taken back. @throws not_found; unavailable when the secret store refuses it. */
    async setDeliverySecret({
      value,
      ...input
    }: ParsedInputOf<Contract['setDeliverySecret']>): Promise<OutputOf<Contract['setDeliverySecret']>> {
      const name = secretName(placeOf(shell, input), input.slot);
      const before = await options.host.secrets.get(name);
      const kept = value !== null;
      await keepSecret(shell, name, value);
      try {
        await deskCommand(shell, 'distribution.noteDeliverySecret', {
          ...input,
          held: kept,
          known: before !== null,
        });
      } catch (error) {
        await keepSecret(shell, name, before);
        throw error;
      }
      told();
      return { slot: input.slot, kept };
    },
  };
}

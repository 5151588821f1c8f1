import { Select, TextInput } from '@mantine/core';
import { type Tier, tiers } from '#shared/features/environment/model.ts';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import { formatInstant } from '#shared/time.ts';
import { useCall } from '../../api/client.ts';
import { formatCount } from '../../ui/numbers.ts';
import { PlainTable } from '../../ui/PlainTable.tsx';
import { TierTag } from '../../ui/TierTag.tsx';
import { useZone } from '../../ui/time.tsx';
import classes from './Import.module.css';
import { type ChannelChoice, changed, type ImportChoice } from './mapping.ts';

const NEW = 'new:';
const NONE = 'none:';

/** Each channel of the file and the environment its releases were deployed to: one that is there, a new one, or none. */
export function ChannelTable({
  channels,
  choice,
  onChoice,
}: {
  readonly channels: ImportInspection['channels'];
  readonly choice: ImportChoice;
  readonly onChoice: (choice: ImportChoice) => void;
}) {
  const zone = useZone();
  const environments = useCall('environment.list', undefined).data ?? [];
  const day = (at: number) => formatInstant(at, zone).slice(0, 10);
  const targets = [
    ...(environments.length > 0
      ? [{ group: 'Environments', items: environments.map(({ name }) => ({ value: name, label: name })) }]
      : []),
    {
      group: 'Or',
      items: [
        { value: NEW, label: 'a new one' },
        { value: NONE, label: 'no deployments' },
      ],
    },
  ];
  const pickedOf = ({ target, environment }: ChannelChoice) =>
    target === 'none' ? NONE : target === 'new' ? NEW : environment;
  const pick = (own: ChannelChoice, value: string | null) => {
    if (value === NONE) onChoice(changed(choice, own.channel, { target: 'none' }));
    else if (value === NEW) {
      const taken = environments.some(({ name }) => name === own.environment);
      const environment = taken ? own.channel : own.environment;
      onChoice(changed(choice, own.channel, { target: 'new', environment }));
    } else {
      const known = environments.find(({ name }) => name === value);
      if (!known) return;
      onChoice(
        changed(choice, own.channel, { target: 'existing', environment: known.name, tier: known.tier }),
      );
    }
  };
  return (
    <PlainTable columns={['Channel', { label: 'Releases', end: true }, 'From, to', 'Goes to']}>
      {choice.channels.map((own) => {
        const facts = channels.find(({ channel }) => channel === own.channel);
        return (
          <tr key={own.channel}>
            <td>{own.channel}</td>
            <td data-end>{facts ? formatCount(facts.count) : ''}</td>
            <td className={classes.dim}>{facts ? `${day(facts.first)} – ${day(facts.last)}` : ''}</td>
            <td>
              <span className={classes.target}>
                <Select
                  aria-label={`Environment of the channel ${own.channel}`}
                  data={targets}
                  value={pickedOf(own)}
                  onChange={(value) => pick(own, value)}
                  w={128}
                  size="xs"
                />
                {own.target === 'new' ? (
                  <>
                    <TextInput
                      aria-label={`Name of the new environment for ${own.channel}`}
                      value={own.environment}
                      onChange={(event) =>
                        onChoice(changed(choice, own.channel, { environment: event.currentTarget.value }))
                      }
                      w={110}
                      size="xs"
                    />
                    <Select
                      aria-label={`Tier of the new environment for ${own.channel}`}
                      data={[...tiers]}
                      value={own.tier}
                      onChange={(value) =>
                        onChoice(changed(choice, own.channel, { tier: (value ?? 'staging') as Tier }))
                      }
                      w={128}
                      size="xs"
                    />
                  </>
                ) : own.target === 'existing' ? (
                  <TierTag tier={own.tier} />
                ) : (
                  <span className={classes.note}>releases only</span>
                )}
              </span>
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}

import { IconBroadcast, IconBuildingStore, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Command, useCommands } from '../../app/commands.ts';
import { openDialog } from '../../app/dialogs.ts';
import { ask } from './act/open.ts';
import { type BuildRecord, refusalOf } from './words.ts';

const nothing = () => {};

/** The build's commands for keys, palette and key sheet. */
export function useBuildCommands(record: BuildRecord): void {
  const { build } = record;
  const commands = useMemo((): Command[] => {
    const { id } = build;
    return [
      {
        id: 'build.distribute',
        label: 'Distribute this build to a track',
        group: 'Actions',
        icon: IconBuildingStore,
        keys: 't',
        disabledReason: build.status === 'succeeded' ? null : 'Only a succeeded build can be distributed.',
        run: () => openDialog({ kind: 'distribution', action: { act: 'new', deploymentId: id } }),
      },
      {
        id: 'build.storeState',
        label: 'Say what the store says of this build',
        group: 'Actions',
        icon: IconRosetteDiscountCheck,
        keys: 'w',
        disabledReason: refusalOf(record, 'setStoreState'),
        run: () => ask({ act: 'storeState', id }),
      },
      {
        id: 'build.live',
        label: 'Make this build Live',
        group: 'Actions',
        icon: IconBroadcast,
        keys: 'l',
        disabledReason: refusalOf(record, 'setLive'),
        run: () => ask({ act: 'live', id }),
      },
      {
        id: 'build.back',
        label: 'Back to the list',
        group: 'List',
        keys: 'Esc',
        shownOnly: true,
        run: nothing,
      },
    ];
  }, [build, record]);
  useCommands('build', commands);
}

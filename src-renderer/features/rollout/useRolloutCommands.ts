import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconScale,
  IconStairsUp,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { usePlace } from '../../app/location.ts';
import { ask } from './act/open.ts';
import { channelTitle, planLooks } from './words.ts';

/** The release that a path is about; null on every other screen. */
function releaseOfPath(path: string): number | null {
  const id = /^\/rollouts\/releases\/(\d{1,16})$/.exec(path)?.[1];
  return id === undefined ? null : Number(id);
}

/** What can be done about rollout plans: for the release that is on the screen by a key, for every other by its name. */
export function useRolloutCommands(): void {
  const rollouts = useCall('codepush.rollouts', {}).data;
  const plans = useCall('rollout.list', {}).data;
  const here = releaseOfPath(usePlace().path);
  const commands = useMemo((): Command[] => {
    const planned = (id: number) => plans?.find(({ plan }) => plan.deploymentId === id)?.plan ?? null;
    const others = (rollouts ?? []).filter(({ release }) => !release.superseded);
    const names = others.map(({ channel, release }) => ({
      id: release.deploymentId,
      name: `${release.label} of ${channelTitle(channel)}`,
    }));
    return [
      ...names.flatMap(({ id, name }): Command[] => {
        const plan = planned(id);
        const status = plan?.status;
        const missing = plan === null ? 'It has no plan.' : null;
        const off = (allowed: boolean) =>
          missing ?? (allowed || !status ? null : `The plan is ${planLooks[status].label}.`);
        const own = (suffix: string) => `rollout.${suffix}.${id}`;
        const isHere = id === here;
        return [
          {
            id: own('plan'),
            label: `${plan ? 'Change the plan' : 'Plan the rollout'} of ${name}`,
            group: 'Actions',
            icon: IconStairsUp,
            ...(isHere ? { keys: 'l' } : {}),
            run: () => ask({ act: 'plan', deploymentId: id }),
          },
          {
            id: own('judge'),
            label: `Judge the plan of ${name} now`,
            group: 'Actions',
            icon: IconScale,
            disabledReason: off(status === 'running'),
            ...(isHere ? { keys: 'x' } : {}),
            run: () => ask({ act: 'judge', deploymentId: id }),
          },
          ...(plan
            ? [
                {
                  id: own('pause'),
                  label: `${status === 'running' ? 'Pause' : 'Resume'} the plan of ${name}`,
                  group: 'Actions' as const,
                  icon: status === 'running' ? IconPlayerPause : IconPlayerPlay,
                  run: () => ask({ act: status === 'running' ? 'pause' : 'resume', deploymentId: id }),
                },
                {
                  id: own('stop'),
                  label: `Stop the plan of ${name}`,
                  group: 'Actions' as const,
                  icon: IconPlayerStop,
                  run: () => ask({ act: 'stop', deploymentId: id }),
                },
              ]
            : []),
        ];
      }),
    ];
  }, [rollouts, plans, here]);
  useCommands('rollout', commands);
}

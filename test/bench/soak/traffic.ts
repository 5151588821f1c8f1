import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { clientId } from '../channels.ts';
import { randomOf } from '../generate.ts';

/** What a device asks, and the status that it should be answered with. */
export interface DeviceRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  readonly status: number;
}

/** Devices that come again; beside them new ones come all the time. */
const REGULARS = 20_000;
const NEW_SHARE = 0.1;

/** The traffic of an app's devices: who asks what is drawn from a stream that is the same in every run. */
export function deviceTraffic(
  channels: readonly Channel[],
  packages: readonly string[],
): () => DeviceRequest {
  const random = randomOf(7);
  const below = (count: number) => Math.floor(random() * count);
  const one = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  let newcomers = REGULARS;

  function device(): string {
    if (random() >= NEW_SHARE) return clientId(below(REGULARS));
    newcomers += 1;
    return clientId(newcomers);
  }

  const get = (path: string, status = 200): DeviceRequest => ({ method: 'GET', path, body: null, status });
  const label = ({ lastNumber }: Channel) => `v${1 + below(lastNumber)}`;

  /** Now and then the version of a binary that nobody has heard of. */
  const version = () =>
    random() < 0.05 ? `${below(1000)}.${below(1000)}.0` : one(['1.0.0', '1.0.1', '2.0.0']);

  const check = (key: string, given: Readonly<Record<string, string>>, status = 200) =>
    get(
      `/v0.1/public/codepush/update_check?${new URLSearchParams({
        deployment_key: key,
        app_version: version(),
        client_unique_id: device(),
        ...given,
      })}`,
      status,
    );

  function report(channel: Channel, kind: 'deploy' | 'download'): DeviceRequest {
    const place = random() < 0.01 ? 'v999' : label(channel);
    const body = {
      deployment_key: channel.key,
      client_unique_id: device(),
      label: place,
      ...(kind === 'download'
        ? {}
        : {
            app_version: '1.0.0',
            status: random() < 0.05 ? 'DeploymentFailed' : 'DeploymentSucceeded',
            previous_label_or_app_version: random() < 0.5 ? '1.0.0' : label(channel),
            previous_deployment_key: random() < 0.05 ? one(channels).key : channel.key,
          }),
    };
    const path = `/v0.1/public/codepush/report_status/${kind}`;
    return { method: 'POST', path, body: JSON.stringify(body), status: 200 };
  }

  return () => {
    const channel = one(channels);
    const drawn = random();
    if (drawn < 0.5) return check(channel.key, random() < 0.2 ? {} : { label: label(channel) });
    if (drawn < 0.7) return report(channel, 'deploy');
    if (drawn < 0.9) return report(channel, 'download');
    if (drawn < 0.98) return get(one(packages));
    return check(`nobody-has-this-${below(1_000_000_000)}`, {}, 404);
  };
}

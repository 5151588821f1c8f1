import semver from 'semver';
import type { ClientReport } from '../../features/codepush/reports.ts';
import { GatewayProblem } from '../problems.ts';

/** A report as it came in, before its keys are looked up. */
export interface ReceivedReport
  extends Pick<ClientReport, 'clientId' | 'kind' | 'place' | 'isBinary' | 'previous'> {
  readonly key: string;
  /** Null: the client names none, so it stayed where it was. */
  readonly previousKey: string | null;
}

/** Clients before this one leave it to the server to remember where they were, so they must say who they are. */
const FIRST_TELLING_SDK = '1.5.2-beta';
/** No client sends more; whatever is longer is not kept. */
const LONGEST_TEXT = 256;

const malformed = (message: string) =>
  new GatewayProblem(400, 'invalid_input', `${message} Nothing was counted.`, { reason: 'invalid' });

type Body = Readonly<Record<string, unknown>>;

function bodyOf(body: unknown): Body {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  throw malformed('A status report is a JSON object.');
}

/** A field in either spelling; empty is none. */
function field(body: Body, name: string, olderName: string): string | null {
  const given = body[name] || body[olderName];
  if (typeof given !== 'string' && typeof given !== 'number') return null;
  const text = String(given).trim();
  if (text.length > LONGEST_TEXT) throw malformed(`${name} has more than ${LONGEST_TEXT} characters.`);
  return text === '' ? null : text;
}

/** Whether the client's SDK tells what it was before. Apps send what stands in their package file, `^4.2.3` among it. */
function tellsPrevious(sdkVersion: string | undefined): boolean {
  const version = semver.valid(sdkVersion) ?? semver.coerce(sdkVersion, { includePrerelease: true });
  return version !== null && semver.gte(version, FIRST_TELLING_SDK);
}

/**
 * Reads a deploy report (spec/mobile 3.2): an installation, a failed one, or without a label a new binary.
 * @throws 400 by the rules there.
 */
export function readDeployReport(given: unknown, sdkVersion: string | undefined): ReceivedReport {
  const body = bodyOf(given);
  const key = field(body, 'deployment_key', 'deploymentKey');
  const appVersion = field(body, 'app_version', 'appVersion');
  const label = field(body, 'label', 'label');
  const status = field(body, 'status', 'status');
  const clientId = field(body, 'client_unique_id', 'clientUniqueId');
  if (key === null || appVersion === null) {
    throw malformed('A deploy status report needs a deployment key and the version of the binary.');
  }
  if (label !== null && status !== 'DeploymentSucceeded' && status !== 'DeploymentFailed') {
    throw malformed('A deploy status report of a label says DeploymentSucceeded or DeploymentFailed.');
  }
  if (clientId === null && !tellsPrevious(sdkVersion)) {
    throw malformed('A deploy status report of an older client needs its unique id.');
  }
  return {
    key,
    clientId,
    kind: label !== null && status === 'DeploymentFailed' ? 'failed' : 'installed',
    place: label ?? appVersion,
    isBinary: label === null,
    previous: field(body, 'previous_label_or_app_version', 'previousLabelOrAppVersion'),
    previousKey: field(body, 'previous_deployment_key', 'previousDeploymentKey'),
  };
}

/** Reads a download report (spec/mobile 3.3). @throws 400 without a key or a label. */
export function readDownloadReport(given: unknown): ReceivedReport {
  const body = bodyOf(given);
  const key = field(body, 'deployment_key', 'deploymentKey');
  const label = field(body, 'label', 'label');
  if (key === null || label === null) {
    throw malformed('A download status report needs a deployment key and a label.');
  }
  return {
    key,
    clientId: field(body, 'client_unique_id', 'clientUniqueId'),
    kind: 'downloaded',
    place: label,
    isBinary: false,
    previous: null,
    previousKey: null,
  };
}

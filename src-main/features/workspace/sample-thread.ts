import { parentPort } from 'node:worker_threads';
import { realSources } from '../../sources.ts';
import { announce, servePort } from '../../threads/rpc.ts';
import { buildSample, type SampleOptions } from './sample-make.ts';

/** The thread that makes the sample workspace. */
if (!parentPort) throw new Error('the sample is made in a thread');
const home = parentPort;
const log = (error: unknown) => announce(home, String((error as Error)?.stack ?? error));

servePort(home, (_method, sample) => buildSample(sample as SampleOptions, realSources, log), log);

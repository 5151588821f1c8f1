import { akinon } from './akinon/routes.ts';
import { aviator } from './aviator/routes.ts';
import { codepush } from './codepush/routes.ts';
import type { Dialect } from './dialect.ts';
import { tracker } from './tracker/routes.ts';

/** The languages that the gateway speaks: one line each. */
export const dialects: readonly Dialect[] = [akinon, aviator, codepush, tracker];

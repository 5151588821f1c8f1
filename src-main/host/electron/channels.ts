/** The names on the wire between the preload and the main process. */
export const CALL = 'slipway:call';
export const EVENT = 'slipway:event';
/** The page listens: what waited for it can be sent. */
export const LISTENING = 'slipway:listening';

/** The page's own origin; nothing else is ever shown or answered. */
export const SCHEME = 'app';
export const ORIGIN = 'app://slipway';

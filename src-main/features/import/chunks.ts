export const importChunks = {};

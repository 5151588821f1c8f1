import { z } from 'zod';

// zod probes `new Function`, which our content security policy forbids: said before the first schema is made.
z.config({ jitless: true });

const { mount } = await import('./app/mount.tsx');
mount();

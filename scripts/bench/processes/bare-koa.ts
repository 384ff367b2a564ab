import Koa from 'koa';
import { z } from 'zod';
import { listen } from '../../../src/http/listen.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** A Koa that does nothing but answer one body, as JSON. */
const { body } = z.object({ body: z.unknown() }).parse(optionsFromParent());

const app = new Koa();
app.use((context) => {
  context.body = body;
});
const { url } = await listen(app.callback(), { bind: '127.0.0.1', port: 0 });
tellParent(url);

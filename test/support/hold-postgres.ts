/* Run as a process of its own by postgres-holder.ts: starts the private PostgreSQL of the
 * folder named as its argument, says so in one line, and holds it until it is killed. */
import { startPrivatePostgres } from '../../relay/db/private-postgres/private-postgres.ts';

const server = await startPrivatePostgres({ folder: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ url: server.url('postgres') })}\n`);
await server.lost;

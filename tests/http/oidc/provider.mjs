// A real identity provider that nobody here wrote. Arguments: the folder with node_modules, and the address to come back to.
// It prints its own address. The name that is typed decides what it says of a person.

import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [folder, back] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${folder}/node_modules/oidc-provider/lib/index.js`));

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "topmost", client_secret: "a secret of the client", redirect_uris: [back] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@example.org`,
      email_verified: id !== "carol",
      name: id[0].toUpperCase() + id.slice(1),
      groups: id === "nora" ? ["developers"] : [],
    }),
  }),
});
server.on("request", provider.callback());
console.log(issuer);

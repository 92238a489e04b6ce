import type { Migration } from '../migrate.ts';

/* Orders and stock as the company's own system tells them, and what happened to orders. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
CREATE TABLE orders (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  external_id text NOT NULL CHECK (external_id <> ''),
  contact_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'confirmed', 'shipped', 'delivered', 'cancelled')),
  placed_on text NOT NULL, -- ISO 8601, so that it sorts
  content jsonb NOT NULL, -- all that was told, in the form of the contract
  erp_updated_at bigint NOT NULL, -- by the ERP's clock: what is older changes nothing
  received_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id)
);
CREATE INDEX orders_contact ON orders (tenant_id, contact_id, placed_on DESC, id DESC);
CREATE INDEX orders_lines ON orders USING gin ((content -> 'lines') jsonb_path_ops)
  WHERE status IN ('open', 'confirmed');

-- Added to and never changed: what happened to orders, each thing once.
CREATE TABLE order_events (
  tenant_id uuid NOT NULL REFERENCES tenants,
  number bigint GENERATED ALWAYS AS IDENTITY,
  order_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('confirmed', 'shipped', 'delayed', 'out_of_stock', 'invoice_due')),
  key text NOT NULL, -- of two of a kind: which shipment, day, article or invoice
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, order_id, kind, key),
  FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id)
);

CREATE TABLE stock (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sku text NOT NULL CHECK (sku <> ''),
  available double precision NOT NULL CHECK (available >= 0),
  expected_on text,
  erp_updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, sku)
);
`;

const policies = [
  ['orders', 'SELECT, INSERT, UPDATE'],
  ['order_events', 'SELECT, INSERT'],
  ['stock', 'SELECT, INSERT, UPDATE'],
]
  .map(
    ([table, rights]) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT ${rights} ON ${table} TO casement_app;`,
  )
  .join('\n');

export const orders: Migration = {
  number: 14,
  name: 'orders',
  sql: [tables, policies].join('\n'),
};

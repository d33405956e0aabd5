-- The desk of the wire tests: two channels, one customer, one agent. First number 4815.
select vorrang_api.set_first_number(4815);
select vorrang_api.calendar_set('always', '{"zone": "UTC", "open": ["always"], "intervals": [[1577836800, 2208988800]]}');
select vorrang_api.sla_set('default', '{"response": 172800, "resolution": 691200}');
select vorrang_api.channel_set('support', '{"address": "support@desk.example", "name": "Support", "sla": "default", "calendar": "always"}');
select vorrang_api.channel_set('sales', '{"address": "sales@desk.example", "name": "Sales", "sla": "default", "calendar": "always"}');
select vorrang_api.customer_set('heyer', '{"name": "Heyer Plan AG", "class": "A", "domains": ["heyer.example"]}');
select vorrang_api.contact_set('kunde@heyer.example', '{"name": "Ina Heyer", "customers": ["heyer"]}');
select vorrang_api.agent_set('anna', '{"login": "anna@staff.example", "name": "Anna Berg", "members": ["support"]}');

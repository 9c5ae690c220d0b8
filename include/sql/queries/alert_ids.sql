select id from jatre.alerts

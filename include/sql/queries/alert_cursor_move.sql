update jatre.alert_cursor set seq = :seq, filled = :filled

select *
from jatre.alert_changes_read(:after, :changes, :bytes, :words, :since)
order by seq

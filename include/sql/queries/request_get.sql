-- How the request :id stands; null when there is none.
select jatre.request_get_v1(:id)

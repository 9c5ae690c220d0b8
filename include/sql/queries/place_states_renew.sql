-- Tell anew what places are like of which one statement has ended, and another counts; how many.
select jatre.place_states_renew() as renewed

"""The page about money in Streamlit, the naive way, for plain `streamlit run`."""

import economy
import streamlit as st

st.set_page_config(layout="wide")
st.title("Ekonomi")
amounts = st.selectbox("Belopp i", ["mnkr", "tkr"])
found = economy.keys(amounts)
for column, (label, value) in zip(st.columns(len(found)), found.items(), strict=True):
    column.metric(label, value)
st.plotly_chart(economy.bridge(amounts))
for name in economy.TABLES:
    st.dataframe(economy.table(name, amounts))
st.plotly_chart(economy.grant(amounts))
